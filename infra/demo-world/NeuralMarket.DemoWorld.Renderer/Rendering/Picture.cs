using System.Numerics;

namespace NeuralMarket.DemoWorld.Renderer.Rendering;

/// <summary>Linear RGB, row by row.</summary>
public sealed class Picture(int width, int height)
{
    private readonly Vector3[] _pixels = new Vector3[width * height];

    public int Width => width;

    public int Height => height;

    public Vector3 this[int x, int y]
    {
        get => _pixels[(y * width) + x];
        set => _pixels[(y * width) + x] = value;
    }

    /// <summary>One ray a pixel, and four more where neighbours differ.</summary>
    public static Picture Render(Scene scene, int width, int height)
    {
        var picture = new Picture(width, height);
        var shader = new Shader(scene);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                picture[x, y] = shader.Trace(scene.Camera.Through(x + 0.5f, y + 0.5f, width, height));
        }

        picture.SmoothEdges(scene.Camera, shader);
        return picture;
    }

    private void SmoothEdges(Camera camera, Shader shader)
    {
        var edges = new List<(int X, int Y)>();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (Differs(x, y, x + 1, y) || Differs(x, y, x, y + 1))
                    edges.Add((x, y));
            }
        }

        foreach (var (x, y) in edges)
        {
            var sum = this[x, y];
            sum += shader.Trace(camera.Through(x + 0.2f, y + 0.3f, width, height));
            sum += shader.Trace(camera.Through(x + 0.7f, y + 0.2f, width, height));
            sum += shader.Trace(camera.Through(x + 0.3f, y + 0.8f, width, height));
            sum += shader.Trace(camera.Through(x + 0.8f, y + 0.7f, width, height));
            this[x, y] = sum / 5;
        }
    }

    private bool Differs(int x, int y, int otherX, int otherY)
    {
        if (otherX >= width || otherY >= height)
            return false;
        var difference = Vector3.Abs(this[x, y] - this[otherX, otherY]);
        return difference.X + difference.Y + difference.Z > 0.3f;
    }
}
