using System.Runtime.InteropServices;
using System.Text;
using Silk.NET.OpenCL;

namespace NeuralMarket.Inference.Devices;

/// <summary>The OpenCL library itself, and its return codes as exceptions.</summary>
internal static unsafe class OpenCl
{
    /// <summary>CL_PLATFORM_NOT_FOUND_KHR: the loader is there, but no driver is.</summary>
    private const int PlatformNotFound = -1001;

    private static readonly Lazy<CL?> Library = new(Load);

    /// <summary>Whether an OpenCL loader is installed.</summary>
    public static bool IsInstalled => Library.Value is not null;

    public static CL Api => Library.Value ?? throw new OpenClException("No OpenCL library is installed.");

    public static void Check(int code, string call)
    {
        if (code != (int)ErrorCodes.Success)
        {
            throw new OpenClException(call, code);
        }
    }

    public static nint[] Platforms()
    {
        uint count = 0;
        int code = Api.GetPlatformIDs(0, (nint*)null, &count);
        if (code == PlatformNotFound || count == 0)
        {
            return [];
        }

        Check(code, "clGetPlatformIDs");
        nint[] platforms = new nint[count];
        fixed (nint* first = platforms)
        {
            Check(Api.GetPlatformIDs(count, first, (uint*)null), "clGetPlatformIDs");
        }

        return platforms;
    }

    public static nint[] Devices(nint platform)
    {
        uint count = 0;
        int code = Api.GetDeviceIDs(platform, DeviceType.All, 0, (nint*)null, &count);
        if (code == (int)ErrorCodes.DeviceNotFound || count == 0)
        {
            return [];
        }

        Check(code, "clGetDeviceIDs");
        nint[] devices = new nint[count];
        fixed (nint* first = devices)
        {
            Check(Api.GetDeviceIDs(platform, DeviceType.All, count, first, (uint*)null), "clGetDeviceIDs");
        }

        return devices;
    }

    public static string Text(nint platform, PlatformInfo name)
    {
        nuint length = 0;
        Check(Api.GetPlatformInfo(platform, name, 0, (void*)null, &length), "clGetPlatformInfo");
        byte[] bytes = new byte[length];
        fixed (byte* first = bytes)
        {
            Check(Api.GetPlatformInfo(platform, name, length, first, (nuint*)null), "clGetPlatformInfo");
        }

        return Text(bytes);
    }

    public static string Text(nint device, DeviceInfo name)
    {
        nuint length = 0;
        Check(Api.GetDeviceInfo(device, name, 0, (void*)null, &length), "clGetDeviceInfo");
        byte[] bytes = new byte[length];
        fixed (byte* first = bytes)
        {
            Check(Api.GetDeviceInfo(device, name, length, first, (nuint*)null), "clGetDeviceInfo");
        }

        return Text(bytes);
    }

    public static T Value<T>(nint device, DeviceInfo name)
        where T : unmanaged
    {
        T value = default;
        Check(Api.GetDeviceInfo(device, name, (nuint)sizeof(T), &value, (nuint*)null), "clGetDeviceInfo");
        return value;
    }

    public static string BuildLog(nint program, nint device)
    {
        nuint length = 0;
        Check(Api.GetProgramBuildInfo(program, device, ProgramBuildInfo.BuildLog, 0, (void*)null, &length), "clGetProgramBuildInfo");
        byte[] bytes = new byte[length];
        fixed (byte* first = bytes)
        {
            Check(Api.GetProgramBuildInfo(program, device, ProgramBuildInfo.BuildLog, length, first, (nuint*)null), "clGetProgramBuildInfo");
        }

        return Text(bytes);
    }

    private static string Text(byte[] zeroTerminated) => Encoding.UTF8.GetString(zeroTerminated).TrimEnd('\0').Trim();

    private static CL? Load()
    {
        DriverSettings.Apply();

        // Asking first keeps the common "nothing installed" free of exceptions from deep inside the binding.
        string[] names = OperatingSystem.IsWindows() ? ["OpenCL.dll"]
            : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"]
            : ["libOpenCL.so.1", "libOpenCL.so"];
        return names.Any(name => NativeLibrary.TryLoad(name, out _)) ? CL.GetApi() : null;
    }
}
